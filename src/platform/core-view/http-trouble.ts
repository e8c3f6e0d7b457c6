/**
 * What is said where no answer came, or one that is no document of Core View's. In: an exchange, or an answer. Out: words for a
 * person. Texts from outside are cut short, and stripped of what steers a terminal and of what must not be shown.
 */
import type { CoreViewProblem } from "./core-view.ts";
import type { Exchange, HttpAnswer } from "./http-exchange.ts";

const MOST_CHARACTERS = 300;

type NoAnswer = Exclude<Exchange, { state: "answered" }>;

/** What waits for a person: one of the two certificates. Null for any other failure. */
export function certificateProblem(
  exchange: NoAnswer,
  where: string,
): ({ readonly state: "refused" } & CoreViewProblem) | null {
  switch (exchange.state) {
    case "certificate-refused": {
      const message = `${where} shows a certificate that is not to be trusted: ${exchange.reason}. Nothing was sent. Find out whether this is the right server; when its certificate was renewed, change "tls" in the setting "delivery".`;
      return { state: "refused", code: "certificate-refused", message };
    }
    case "client-certificate-refused": {
      const message = `${where} does not take our client certificate: ${exchange.reason}. Nothing was taken. Check "clientCertificateFile" and "clientKey" in the setting "delivery".`;
      return { state: "refused", code: "client-certificate-refused", message };
    }
    case "not-sent":
    case "lost":
      return null;
    default:
      return exchange satisfies never;
  }
}

export function exchangeProblem(exchange: NoAnswer, where: string): string {
  return exchange.state === "not-sent"
    ? `${where} cannot be reached: ${exchange.reason}. Nothing was sent.`
    : `${where} gave no whole answer: ${exchange.reason}.`;
}

/** @param said who answered what, as the beginning of a sentence */
export function denied(said: string): CoreViewProblem {
  const message = `${said}: it does not let us in. Check "oauth" and "tls" in the setting "delivery", and our rights with those who run Core View.`;
  return { code: "core-view-denied", message };
}

/** A text from outside for a message. */
export function harmlessText(text: string, hidden: readonly string[]): string {
  let shown = text;
  for (const secret of hidden) if (secret !== "") shown = shown.replaceAll(secret, "[hidden]");
  shown = shown.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ").trim();
  const characters = [...shown];
  return characters.length <= MOST_CHARACTERS ? shown : `${characters.slice(0, MOST_CHARACTERS).join("")}…`;
}

/** The words of a problem document (RFC 9457) or of a plain text; for anything else what it is. */
export function spokenBy(answer: HttpAnswer, hidden: readonly string[]): string {
  const text = Buffer.from(answer.body).toString("utf8");
  const words = isJson(answer) ? problemWords(text) : answer.mediaType === "text/plain" ? text : null;
  const shown = words === null ? "" : harmlessText(words, hidden);
  return shown === "" ? kindOf(answer) : `"${shown}"`;
}

/** What an answer is, where its content is of no use. */
export function kindOf({ mediaType, body }: HttpAnswer): string {
  if (body.length === 0) return "nothing";
  if (mediaType === "text/html") return "an HTML page";
  return mediaType === "" ? "something without a type" : `something of type ${harmlessText(mediaType, [])}`;
}

export function isJson({ mediaType }: HttpAnswer): boolean {
  return mediaType === "application/json" || /^application\/[\w.-]+\+json$/.test(mediaType);
}

function problemWords(text: string): string | null {
  const value = jsonValue(text);
  if (typeof value !== "object" || value === null) return null;
  const words = [
    "title" in value && typeof value.title === "string" ? value.title : "",
    "detail" in value && typeof value.detail === "string" ? value.detail : "",
  ];
  return words.filter((word) => word !== "").join(": ");
}

/** Undefined where it is no JSON. */
export function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
