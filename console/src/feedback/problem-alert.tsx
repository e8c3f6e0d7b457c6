/**
 * What went wrong, in the reader's language, by the problem's code; the server's own words where we have none. In: what was thrown.
 * Out: an alert with what to do, each field, and the request's id, by which the log is searched.
 */
import { Alert, Button, List, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { problemOf } from "../api/api-problem.ts";
import { useWords, words } from "../words/words.ts";
import { PROBLEM_WORDS } from "./problem-words.ts";

const WORDS = words({
  en: { title: "That did not work", request: "Request", again: "Try again", found: "found", expected: "expected" },
  de: {
    title: "Das hat nicht funktioniert",
    request: "Anfrage",
    again: "Erneut versuchen",
    found: "gefunden",
    expected: "erwartet",
  },
  sv: { title: "Det gick inte", request: "Begäran", again: "Försök igen", found: "hittat", expected: "väntat" },
});

interface ProblemAlertProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

export function ProblemAlert({ error, onRetry }: ProblemAlertProps) {
  const text = useWords(WORDS);
  const known = useWords(PROBLEM_WORDS);
  const { code, detail, details, errors, instance } = problemOf(error);
  const sides = sidesOf(details);
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={text.title} role="alert">
      <Text>{known[code] ?? detail}</Text>
      {sides !== null && <Sides {...sides} />}
      {errors.length > 0 && (
        <List size="sm" mt="xs">
          {errors.map((field) => (
            <List.Item key={`${field.pointer ?? field.parameter ?? ""} ${field.code}`}>
              {`${field.pointer ?? field.parameter ?? ""}: `}
              <Sides {...field} />
            </List.Item>
          ))}
        </List>
      )}
      {instance !== "" && (
        <Text size="xs" mt="xs">
          {`${text.request} ${instance.replace("urn:opencommission:request:", "")} · ${code}`}
        </Text>
      )}
      {onRetry !== undefined && (
        <Button size="xs" mt="sm" variant="light" color="red" onClick={onRetry}>
          {text.again}
        </Button>
      )}
    </Alert>
  );
}

interface SidesProps {
  readonly found?: string;
  readonly expected?: string;
}

/** The server writes what it expected in English: it is said in no other language yet. */
function Sides({ found, expected }: SidesProps) {
  const text = useWords(WORDS);
  return (
    <Text span size="sm">
      {found !== undefined && (
        <>
          {`${text.found} `}
          <span lang="en">{found}</span>
          {"; "}
        </>
      )}
      {`${text.expected} `}
      <span lang="en">{expected}</span>
    </Text>
  );
}

/** Of a value that could not be read. */
function sidesOf({ found, expected }: Readonly<Record<string, unknown>>): SidesProps | null {
  return typeof found === "string" && typeof expected === "string" ? { found, expected } : null;
}
