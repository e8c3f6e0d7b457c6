/**
 * An upload that lies at a place, and that this page does not send itself: the page that sent it may be gone. In: the row. Out: the
 * server is asked on, so that the file is read once its scan is done.
 */
import { Button, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { problemOf } from "../api/api-problem.ts";
import { PROBLEM_WORDS } from "../feedback/problem-words.ts";
import { useWords } from "../words/words.ts";
import { askOn } from "./send-workbook.ts";
import { UPLOAD_ROW_WORDS } from "./upload-row-words.ts";
import type { ListedUpload } from "./waiting-uploads.ts";

export function AwaitedUpload({ upload: { upload: place, file } }: { readonly upload: ListedUpload }) {
  const text = useWords(UPLOAD_ROW_WORDS);
  const known = useWords(PROBLEM_WORDS);
  const queries = useQueryClient();
  const asking = useQuery({
    queryKey: ["upload-places", place],
    queryFn: async () => {
      try {
        return await askOn(place, file);
      } finally {
        void queries.invalidateQueries({ queryKey: ["/uploads"] });
      }
    },
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  if (asking.error === null || asking.isFetching) return null;
  const { code, detail } = problemOf(asking.error);
  return (
    <>
      <Text size="sm" role="alert">
        {known[code] ?? detail}
      </Text>
      <Button size="xs" variant="light" onClick={() => void asking.refetch()}>
        {text.askAgain}
      </Button>
    </>
  );
}
