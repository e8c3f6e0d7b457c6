/** One cause of the difference to the last close, with what it comes to, as the API tells it. */
import type { Answer } from "../api/routes.ts";

export type WaterfallStep = Answer<"get", "/closes/{id}/waterfall">["steps"][number];
