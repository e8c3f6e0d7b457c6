/**
 * Sends one batch by hand. One that may be at Core View is sent only after a question; a person says that it is not there.
 */
import { IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { useAct } from "../api/queries.ts";
import { useMe } from "../app/session.ts";
import { ActButton } from "../feedback/act-button.tsx";
import { ConfirmDialog } from "../feedback/confirm-dialog.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useWords, words } from "../words/words.ts";
import type { Batch } from "./batch-state.tsx";
import { BATCH_WORDS } from "./batch-words.ts";
import { DeliveredAlert, mayDeliver } from "./deliver-now.tsx";

const WORDS = words({
  en: { who: "Delivering is for uploaders and approvers of the market. Your roles only let you look." },
  de: { who: "Liefern dürfen, wer im Markt hochlädt oder freigibt. Ihre Rollen erlauben nur das Ansehen." },
  sv: { who: "Leverera får den som laddar upp eller godkänner i marknaden. Dina roller låter dig bara titta." },
});

export function SendAgain({ batch }: { readonly batch: Batch }) {
  const text = useWords(BATCH_WORDS);
  const { who } = useWords(WORDS);
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const sending = useAct("post", "/deliveries");
  if (batch.state === "accepted") return null;
  const isRisky = batch.state === "sent" || batch.state === "unknown";
  const send = () => {
    setAsking(false);
    sending.mutate({ body: { market: batch.market, again: batch.id } });
  };
  return (
    <div>
      <ActButton
        because={mayDeliver(me, batch.market) ? null : who}
        variant="light"
        mb="sm"
        leftSection={<IconSend size={16} aria-hidden />}
        loading={sending.isPending}
        onAct={() => {
          if (isRisky) setAsking(true);
          else send();
        }}
      >
        {isRisky ? text.resend : text.resendNow}
      </ActButton>
      {sending.error !== null && <ProblemAlert error={sending.error} />}
      {sending.data !== undefined && (
        <DeliveredAlert
          delivered={sending.data}
          onClose={() => {
            sending.reset();
          }}
        />
      )}
      {asking && (
        <ConfirmDialog
          title={text.resendTitle}
          about={text.resendAbout}
          confirm={text.resend}
          pending={sending.isPending}
          error={null}
          onConfirm={send}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}
