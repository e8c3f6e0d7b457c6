/**
 * What problems of the API mean and what to do, by code, in each language. A code that is not here is told in the server's words.
 */
import { words } from "../words/words.ts";

type ByCode = Readonly<Record<string, string>>;

export const PROBLEM_WORDS = words<ByCode>({
  en: {
    "no-answer": "The server does not answer. Check the connection and try again: what was sent twice is done once.",
    "not-signed-in": "Your session has ended. Sign in again; the page stays where it is.",
    "not-allowed": "None of your roles allows this. Ask an administrator for the role.",
    "four-eyes": "You started this close or uploaded a workbook that it uses, so somebody else has to approve it.",
    "close-stale":
      "Something changed since this close was calculated. Close the month again, and look at the new figures.",
    "close-running": "Somebody is closing or approving this market at this moment. Wait for them, then try again.",
    "out-of-order":
      "This month cannot be closed now: months are closed one after another, when they have ended. The overview shows which one is next.",
    "contracts-missing":
      "The source says that it sent other contracts than were received. Wait for them, or have an approver waive the gap.",
    "reconciliation-open":
      "Ledger and Core View differ in this market. Solve or explain the differences first; then close or approve.",
    "close-decided": "Somebody has decided about this close already. Look at how it stands now.",
    "too-many-requests": "That was too much in a minute. Wait a moment and try again.",
    "upload-infected":
      "The scan for malware does not find the file clean, so nobody opens it. Check the computer that it comes from.",
    "upload-scan-running": "The file is still being scanned for malware. Try again in a moment.",
    "upload-place-refused":
      "The place that workbooks are sent to did not take the file. Try again; if it stays so, tell your administrator.",
    "upload-stale":
      "Somebody changed figures meanwhile, so this is not what you were shown. Nothing was put in force; look at it anew.",
    "upload-unknown": "This upload is not here any more. Upload the workbook again.",
    "upload-refused": "The workbook has errors and cannot be put in force. Mend them and upload it again.",
    "upload-quota": "You have too many uploads that are not put in force. Discard some; each is gone after four hours.",
    "market-not-yours":
      "The workbook changes figures of markets that are not yours. Upload one that leaves them as they are.",
    "body-too-large": "The file is larger than 10 MiB. Split it, or take out pictures and formats.",
    internal: "This is our fault. Nothing unfinished was written. Report the request's id if it comes again.",
  },
  de: {
    "no-answer":
      "Der Server antwortet nicht. Prüfen Sie die Verbindung und versuchen Sie es erneut: was zweimal gesendet wird, geschieht einmal.",
    "not-signed-in": "Ihre Sitzung ist beendet. Melden Sie sich wieder an; die Seite bleibt, wo sie ist.",
    "not-allowed": "Keine Ihrer Rollen erlaubt das. Bitten Sie die Administration um die Rolle.",
    "four-eyes":
      "Sie haben diesen Abschluss begonnen oder eine Arbeitsmappe dafür hochgeladen; freigeben muss ihn jemand anderes.",
    "close-stale":
      "Seit der Berechnung dieses Abschlusses hat sich etwas geändert. Schließen Sie den Monat erneut ab und prüfen Sie die neuen Zahlen.",
    "close-running":
      "Gerade schließt jemand diesen Markt ab oder gibt ihn frei. Warten Sie kurz und versuchen Sie es erneut.",
    "out-of-order":
      "Dieser Monat kann jetzt nicht abgeschlossen werden: Monate werden der Reihe nach abgeschlossen, wenn sie zu Ende sind. Die Übersicht zeigt, welcher der nächste ist.",
    "contracts-missing":
      "Die Quelle hat nach eigener Angabe andere Verträge gesendet, als empfangen wurden. Warten Sie darauf, oder lassen Sie die Lücke von jemandem mit Freigabe akzeptieren.",
    "reconciliation-open":
      "Hauptbuch und Core View weichen in diesem Markt voneinander ab. Lösen oder erklären Sie zuerst die Differenzen.",
    "close-decided": "Über diesen Abschluss hat schon jemand entschieden. Sehen Sie nach, wie er jetzt steht.",
    "too-many-requests": "Das war zu viel in einer Minute. Warten Sie einen Moment und versuchen Sie es erneut.",
    "upload-infected":
      "Die Prüfung auf Schadsoftware findet die Datei nicht sauber; niemand öffnet sie. Prüfen Sie den Rechner, von dem sie kommt.",
    "upload-scan-running": "Die Datei wird noch auf Schadsoftware geprüft. Versuchen Sie es gleich noch einmal.",
    "upload-place-refused":
      "Der Ort, an den Arbeitsmappen gesendet werden, hat die Datei nicht angenommen. Versuchen Sie es erneut; bleibt es dabei, sagen Sie es der Administration.",
    "upload-stale":
      "Inzwischen hat jemand Werte geändert: das ist nicht mehr, was Ihnen gezeigt wurde. Es wurde nichts in Kraft gesetzt; sehen Sie sie neu an.",
    "upload-unknown": "Diese hochgeladene Mappe ist nicht mehr da. Laden Sie die Arbeitsmappe erneut hoch.",
    "upload-refused":
      "Die Arbeitsmappe hat Fehler und kann nicht in Kraft gesetzt werden. Beheben Sie sie, und laden Sie sie erneut hoch.",
    "upload-quota":
      "Sie haben zu viele hochgeladene Mappen, die nicht in Kraft sind. Verwerfen Sie einige; jede ist nach vier Stunden weg.",
    "market-not-yours":
      "Die Arbeitsmappe ändert Werte von Märkten, die nicht Ihre sind. Laden Sie eine hoch, die diese lässt, wie sie sind.",
    "body-too-large": "Die Datei ist größer als 10 MiB. Teilen Sie sie auf, oder entfernen Sie Bilder und Formate.",
    internal:
      "Das ist unser Fehler. Nichts Unfertiges wurde geschrieben. Melden Sie die Nummer der Anfrage, wenn es wieder geschieht.",
  },
  sv: {
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
      "Källan säger sig ha skickat andra kontrakt än vad som togs emot. Vänta på dem, eller låt en godkännare godta gapet.",
    "reconciliation-open":
      "Huvudbok och Core View skiljer sig åt på den här marknaden. Lös eller förklara differenserna först.",
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
  },
});
