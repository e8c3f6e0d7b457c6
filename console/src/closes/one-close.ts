/** One close as the API tells it: what it comes to, what is missing, and why it may not be approved. */
import type { Answer } from "../api/routes.ts";

export type OneClose = Answer<"get", "/closes/{id}">;
