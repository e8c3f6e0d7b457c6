/**
 * The function that looks for uploads that no event told of, and lets go what the API keeps for a while. In: nothing but the
 * time to do it. Out: how many it found.
 */
import { forgetExpired } from "../../flows/answer-once.ts";
import { sweepUploads } from "../../flows/sweep-uploads.ts";
import { asFarAsTimeAllows, call, type CallContext } from "./lambda-context.ts";
import { FUNCTION_ENVIRONMENTS, readEnvironment } from "./lambda-environment.ts";
import { uploadedObjects } from "./lambda-objects.ts";

const env = readEnvironment(FUNCTION_ENVIRONMENTS["sweep-uploads"], process.env);
const objects = uploadedObjects();

export const handler = (_event: unknown, context: CallContext): Promise<{ readonly found: number }> =>
  call("sweep-uploads", context, env, async (at) => {
    const { deps, log } = at;
    const place = { bucket: env.UPLOADS_BUCKET, prefix: env.UPLOADS_PREFIX };
    const uploads = (await asFarAsTimeAllows(at, () => sweepUploads(deps, objects, place))) ?? [];
    for (const { versionId, status } of uploads) log.info("missed upload received", { versionId, status });
    // What the API keeps for a while: sessions, uploads that nobody activated, answers to repeated requests.
    await forgetExpired(deps);
    return { found: uploads.length };
  });
