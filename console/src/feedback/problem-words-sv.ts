/**
 * What problems of the API mean and what to do, by code, in Swedish.
 */
import type { ProblemCode } from "./problem-words-en.ts";

export const PROBLEM_WORDS_SV: Readonly<Record<ProblemCode, string>> = {
  "no-answer":
    "Servern svarar inte. Kontrollera anslutningen och försök igen: det som skickas två gånger görs en gång.",
  "not-signed-in": "Din session är slut. Logga in igen; sidan stannar där den är.",
  "not-allowed": "Ingen av dina roller tillåter detta. Be en administratör om rollen.",
  "four-eyes":
    "Du började detta bokslut eller laddade upp en arbetsbok som det bygger på; någon annan måste godkänna det.",
  "close-stale": "Något har ändrats sedan bokslutet räknades. Stäng månaden igen och titta på de nya siffrorna.",
  "close-running": "Någon stänger eller godkänner den här marknaden just nu. Vänta på dem och försök igen.",
  "out-of-order":
    "Månaden kan inte stängas nu: månader stängs i ordning, när de är slut. Översikten visar vilken som är näst.",
  "contracts-missing":
    "Källan säger sig ha skickat andra avtal än vad som togs emot. Vänta på dem, eller låt en godkännare godta luckan.",
  "reconciliation-open":
    "Huvudbok och Core View skiljer sig åt på den här marknaden. Lös eller förklara avvikelserna först.",
  "close-decided": "Någon har redan avgjort det här bokslutet. Se hur det står nu.",
  "too-many-requests": "Det var för mycket på en minut. Vänta en stund och försök igen.",
  "upload-infected":
    "Filen är inte ren enligt sökningen efter skadlig kod, så ingen öppnar den. Kontrollera datorn som den kommer från.",
  "upload-scan-running": "Filen söks fortfarande igenom efter skadlig kod. Försök igen om en stund.",
  "upload-place-refused":
    "Platsen som arbetsböcker skickas till tog inte emot filen. Försök igen; om det inte hjälper, säg till administratören.",
  "upload-stale":
    "Någon har ändrat siffror under tiden: det är inte längre vad du visades. Inget sattes i kraft; titta på den på nytt.",
  "upload-unknown": "Uppladdningen finns inte kvar. Ladda upp arbetsboken igen.",
  "upload-refused": "Arbetsboken har fel och kan inte sättas i kraft. Rätta dem och ladda upp den igen.",
  "upload-quota":
    "Du har för många uppladdningar som inte är i kraft. Kasta några; var och en är borta efter fyra timmar.",
  "market-not-yours":
    "Arbetsboken ändrar siffror för marknader som inte är dina. Ladda upp en som lämnar dem som de är.",
  "body-too-large": "Filen är större än 10 MiB. Dela upp den, eller ta bort bilder och format.",
  internal: "Det är vårt fel. Inget ofärdigt skrevs. Anmäl begärans nummer om det händer igen.",
  "request-invalid": "Servern tar inte emot uppgifterna som de är ifyllda. Se fälten nedan och rätta dem.",
  "idempotency-key-missing":
    "Sidan skickade detta utan sitt nummer, vilket är vårt fel. Ladda om sidan och försök igen.",
  "idempotency-key-reused":
    "Sidan skickade något annat under samma nummer, vilket är vårt fel. Ladda om sidan och försök igen.",
  "request-running": "Samma sak görs just nu. Vänta på det och se sedan vad det blev.",
  "token-invalid": "Din inloggning gäller inte längre här. Logga in igen.",
  "sign-in-failed":
    "Inloggningen kom inte tillbaka som den gick. Försök igen; misslyckas det på nytt, säg till dem som sköter inloggningstjänsten.",
  "sign-in-unknown": "Ingen inloggningstjänst är inställd här. Säg till dem som sköter installationen.",
  "user-unknown": "Den demopersonen finns inte, eller inte från den här datorn. Välj en annan.",
  "issuer-unavailable": "Inloggningstjänsten svarar inte. Försök igen om några minuter.",
  "forgery-suspected": "Detta kom inte från någon av våra sidor, så inget gjordes. Ladda om sidan och försök igen.",
  "host-unknown": "Sidan öppnades under en adress som inte är vår. Öppna den under adressen du har fått.",
  "not-found": "Det finns inte, eller så får du inte se det. Kontrollera adressen, eller gå tillbaka till listan.",
  "route-unknown": "Servern känner inte till adressen. Ladda om sidan: den kan vara äldre än servern.",
  "method-unknown": "Servern gör inte detta på adressen. Ladda om sidan: den kan vara äldre än servern.",
  "content-type": "Servern väntar sig detta i en annan form. Ladda om sidan: den kan vara äldre än servern.",
  "condition-missing": "Sidan sade inte vad den hade visat, så inget ändrades. Ladda om sidan och försök igen.",
  "grant-to-self": "Ingen tilldelar sig själv en roll. Be en annan administratör.",
  "grant-out-of-reach": "Rollen gäller en marknad som du inte administrerar. Be någon som administrerar den.",
  "grant-unknown": "Rollen är inte längre tilldelad, eller så får du inte återkalla den. Titta på listan igen.",
  "person-unknown": "Ingen med det numret har loggat in. Titta på listan igen.",
  "roles-conflict":
    "Den som administrerar varken laddar upp eller godkänner. Återkalla den ena rollen innan du tilldelar den andra.",
  "setting-changed": "Någon har ändrat inställningar sedan du öppnade detta. Se vad som gäller nu och bestäm igen.",
  "setting-invalid": "Värdet går inte att läsa. Rätta det som det väntas och sätt det i kraft igen.",
  "setting-unknown": "Inställningen finns inte. Ladda om sidan: den kan vara av en annan version än servern.",
  "verification-running": "En kontroll pågår redan. Vänta tills den är klar och börja sedan om.",
  "upload-by-place": "Här söks en arbetsbok igenom innan den läses. Ladda om sidan och ladda upp arbetsboken igen.",
  "upload-here": "Här går en arbetsbok direkt till servern. Ladda om sidan och ladda upp arbetsboken igen.",
  "close-unknown": "Bokslutet finns inte, eller så får du inte se det. Listan över bokslut visar vilka som finns.",
  "batch-not-found": "Paketet finns inte, eller så får du inte se det. Se listan över paket.",
  "difference-unknown": "En av avvikelserna finns inte längre. Titta på listan igen och välj på nytt.",
  "reason-missing": "Skriv varför: motiveringen sparas varaktigt.",
  "totals-unknown": "Källan har inte skickat några kontrollsummor för månaden, så det finns ingen lucka att godta.",
  "gap-unknown": "Alla avtal har tagits emot nu, så det finns ingen lucka att godta.",
  "rejected-unknown": "Meddelandet finns inte kvar. Titta på listan igen.",
  "rejected-decided": "Någon har redan läst in meddelandet igen eller avskrivit det. Se hur det står nu.",
  "rejected-not-whole":
    "Meddelandet var längre än vad som sparas, så det går inte att läsa in igen. Låt källan skicka det på nytt.",
  "pull-not-set": "Det är inte inställt varifrån avtal läses för marknaden. En administratör ställer in det.",
  "nothing-to-explain": "Agenten har varken avtal eller poster där. Välj en annan månad eller marknad.",
  "no-statement":
    "Inget avtal för agenten räknas där, så det finns ingen avräkning. Välj en annan månad eller marknad.",
  "several-markets": "Agenten sålde på flera marknader. Välj en av dem.",
  "export-too-long": "Listan har fler rader än en arbetsbok rymmer, 200 000. Ta den som CSV, eller filtrera den.",
  "target-invalid": "Målet går inte att läsa som ett belopp över 0. Rätta det.",
  "volume-invalid": "Volymen går inte att läsa som ett belopp. Rätta den.",
  "volume-without-financed":
    "Det finns en volym men inget finansierat avtal. Ange minst ett, eller sätt volymen till 0.",
  "matrix-file-refused": "Arbetsboken har inga provisionsmatriser. Prova en annan.",
  "matrix-not-in-file": "Arbetsboken har ingen matris för marknaden och året. Prova en annan.",
  "database-unreachable":
    "Databasen går inte att nå. Försök igen om en stund: det som redan är gjort görs inte två gånger.",
  "database-refused": "Databasen släpper inte in servern. Säg till dem som sköter installationen.",
  "database-overloaded": "Databasen är överbelastad. Vänta en minut och försök igen.",
  "database-read-only": "Databasen tar inte emot några ändringar just nu. Försök igen om några minuter.",
  "disk-full": "Serverns disk är full, så inget skrevs. Säg till dem som sköter installationen.",
  "commit-outcome-unknown":
    "Anslutningen bröts medan det skrevs, så det kan vara gjort eller inte. Försök igen: det görs inte två gånger.",
};
