/**
 * Signing out: the session ends on the server, and nothing that was seen stays in the page.
 */
import { useQueryClient } from "@tanstack/react-query";
import { act } from "../api/client.ts";

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    try {
      await act("post", "/sign-out");
    } finally {
      queries.clear();
      await queries.invalidateQueries();
      location.assign("/");
    }
  };
}
