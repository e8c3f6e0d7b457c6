/**
 * What problems of the API mean and what to do, by code, in German.
 */
import type { ProblemCode } from "./problem-words-en.ts";

export const PROBLEM_WORDS_DE: Readonly<Record<ProblemCode, string>> = {
  "no-answer":
    "Der Server antwortet nicht. Prüfen Sie die Verbindung und versuchen Sie es erneut: Was zweimal gesendet wird, geschieht einmal.",
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
    "Hauptbuch und Core View weichen in diesem Markt voneinander ab. Lösen oder klären Sie zuerst die Differenzen.",
  "close-decided": "Über diesen Abschluss hat schon jemand entschieden. Sehen Sie nach, wie er jetzt steht.",
  "too-many-requests": "Das war zu viel in einer Minute. Warten Sie einen Moment und versuchen Sie es erneut.",
  "upload-infected":
    "Die Prüfung auf Schadsoftware findet die Datei nicht sauber; niemand öffnet sie. Prüfen Sie den Rechner, von dem sie kommt.",
  "upload-scan-running": "Die Datei wird noch auf Schadsoftware geprüft. Versuchen Sie es gleich noch einmal.",
  "upload-place-refused":
    "Der Ort, an den Arbeitsmappen gesendet werden, hat die Datei nicht angenommen. Versuchen Sie es erneut; bleibt es dabei, sagen Sie es der Administration.",
  "upload-stale":
    "Inzwischen hat jemand Werte geändert: Das ist nicht mehr, was Ihnen gezeigt wurde. Es wurde nichts in Kraft gesetzt; sehen Sie sie neu an.",
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
  "request-invalid":
    "Der Server nimmt die Angaben so nicht an. Sehen Sie sich die unten genannten Felder an und berichtigen Sie sie.",
  "idempotency-key-missing":
    "Die Seite hat das ohne ihre Nummer gesendet; das ist unser Fehler. Laden Sie die Seite neu und versuchen Sie es erneut.",
  "idempotency-key-reused":
    "Die Seite hat unter derselben Nummer etwas anderes gesendet; das ist unser Fehler. Laden Sie die Seite neu und versuchen Sie es erneut.",
  "request-running": "Dasselbe wird gerade ausgeführt. Warten Sie darauf, und sehen Sie dann das Ergebnis an.",
  "token-invalid": "Ihre Anmeldung gilt hier nicht mehr. Melden Sie sich wieder an.",
  "sign-in-failed":
    "Die Anmeldung kam nicht so zurück, wie sie hinausging. Versuchen Sie es erneut; scheitert es wieder, sagen Sie es denen, die den Anmeldedienst betreiben.",
  "sign-in-unknown": "Hier ist kein Anmeldedienst eingerichtet. Sagen Sie es denen, die diese Installation betreiben.",
  "user-unknown": "Diese Demo-Person gibt es nicht, oder nicht von diesem Rechner aus. Wählen Sie eine andere.",
  "issuer-unavailable": "Der Anmeldedienst antwortet nicht. Versuchen Sie es in einigen Minuten erneut.",
  "forgery-suspected":
    "Das kam nicht von einer unserer Seiten, darum wurde nichts getan. Laden Sie die Seite neu und versuchen Sie es erneut.",
  "host-unknown":
    "Die Seite wurde unter einer Adresse geöffnet, die nicht unsere ist. Öffnen Sie sie unter der Adresse, die Sie bekommen haben.",
  "not-found":
    "Das gibt es nicht, oder Sie dürfen es nicht sehen. Prüfen Sie die Adresse, oder gehen Sie zurück zur Liste.",
  "route-unknown":
    "Der Server kennt diese Adresse nicht. Laden Sie die Seite neu: Sie ist vielleicht älter als der Server.",
  "method-unknown":
    "Der Server tut das unter dieser Adresse nicht. Laden Sie die Seite neu: Sie ist vielleicht älter als der Server.",
  "content-type":
    "Der Server erwartet dies in einer anderen Form. Laden Sie die Seite neu: Sie ist vielleicht älter als der Server.",
  "condition-missing":
    "Die Seite hat nicht gesagt, was sie gezeigt hatte; darum wurde nichts geändert. Laden Sie die Seite neu und versuchen Sie es erneut.",
  "grant-to-self": "Niemand erteilt sich selbst eine Rolle. Bitten Sie jemand anderen mit der Rolle Administration.",
  "grant-out-of-reach":
    "Die Rolle gilt für einen Markt, den Sie nicht administrieren. Bitten Sie jemanden, der ihn administriert.",
  "grant-unknown":
    "Diese Rolle ist nicht mehr erteilt, oder Sie dürfen sie nicht entziehen. Sehen Sie die Liste neu an.",
  "person-unknown": "Niemand mit dieser Nummer hat sich angemeldet. Sehen Sie die Liste neu an.",
  "roles-conflict":
    "Wer administriert, darf weder hochladen noch freigeben. Entziehen Sie die eine Rolle, bevor Sie die andere erteilen.",
  "setting-changed":
    "Seit Sie dies geöffnet haben, hat jemand Einstellungen geändert. Sehen Sie an, was jetzt gilt, und entscheiden Sie neu.",
  "setting-invalid":
    "Der Wert ist nicht lesbar. Berichtigen Sie ihn, wie er erwartet wird, und setzen Sie ihn erneut in Kraft.",
  "setting-unknown":
    "Diese Einstellung gibt es nicht. Laden Sie die Seite neu: Sie ist vielleicht von einer anderen Version als der Server.",
  "verification-running": "Eine Prüfung läuft schon. Warten Sie, bis sie zu Ende ist, und beginnen Sie dann neu.",
  "upload-by-place":
    "Hier wird eine Arbeitsmappe geprüft, bevor sie gelesen wird. Laden Sie die Seite neu und laden Sie die Mappe erneut hoch.",
  "upload-here":
    "Hier geht eine Arbeitsmappe direkt an den Server. Laden Sie die Seite neu und laden Sie die Mappe erneut hoch.",
  "close-unknown":
    "Diesen Abschluss gibt es nicht, oder Sie dürfen ihn nicht sehen. Die Liste der Abschlüsse zeigt, welche es gibt.",
  "batch-not-found": "Dieses Paket gibt es nicht, oder Sie dürfen es nicht sehen. Sehen Sie die Liste der Pakete an.",
  "difference-unknown": "Eine der Differenzen ist nicht mehr da. Sehen Sie die Liste neu an, und wählen Sie erneut.",
  "reason-missing": "Geben Sie eine Begründung an: Sie wird dauerhaft festgehalten.",
  "totals-unknown":
    "Die Quelle hat für diesen Monat keine Kontrollsummen gesendet, also gibt es keine Lücke zu akzeptieren.",
  "gap-unknown": "Inzwischen sind alle Verträge empfangen, also gibt es keine Lücke zu akzeptieren.",
  "rejected-unknown": "Diese Meldung ist nicht mehr da. Sehen Sie die Liste neu an.",
  "rejected-decided":
    "Jemand hat die Meldung schon erneut eingelesen oder verworfen. Sehen Sie nach, wie sie jetzt steht.",
  "rejected-not-whole":
    "Die Meldung war länger, als aufbewahrt wird; sie lässt sich nicht erneut einlesen. Lassen Sie sie von der Quelle neu senden.",
  "pull-not-set":
    "Für diesen Markt ist nicht eingestellt, woher Verträge gelesen werden. Das stellt die Administration ein.",
  "nothing-to-explain":
    "Der Agent hat dort weder einen Vertrag noch eine Buchung. Wählen Sie einen anderen Monat oder Markt.",
  "no-statement":
    "Dort zählt kein Vertrag des Agenten, also gibt es keine Abrechnung. Wählen Sie einen anderen Monat oder Markt.",
  "several-markets": "Der Agent hat in mehreren Märkten verkauft. Wählen Sie einen davon.",
  "export-too-long":
    "Die Liste hat mehr Zeilen, als eine Arbeitsmappe fasst: 200.000. Nehmen Sie sie als CSV, oder filtern Sie sie.",
  "target-invalid": "Das Ziel ist nicht als Betrag über 0 lesbar. Berichtigen Sie es.",
  "volume-invalid": "Das Volumen ist nicht als Betrag lesbar. Berichtigen Sie es.",
  "volume-without-financed":
    "Es gibt ein Volumen, aber keinen finanzierten Vertrag. Geben Sie mindestens einen an, oder setzen Sie das Volumen auf 0.",
  "matrix-file-refused": "Die Arbeitsmappe enthält keine Provisionsmatrizen. Nehmen Sie eine andere.",
  "matrix-not-in-file": "Die Arbeitsmappe hat keine Matrix für diesen Markt und dieses Jahr. Nehmen Sie eine andere.",
  "database-unreachable":
    "Die Datenbank ist nicht erreichbar. Versuchen Sie es gleich noch einmal: Was schon getan ist, geschieht nicht zweimal.",
  "database-refused": "Die Datenbank lässt den Server nicht ein. Sagen Sie es denen, die diese Installation betreiben.",
  "database-overloaded": "Die Datenbank ist überlastet. Warten Sie eine Minute und versuchen Sie es erneut.",
  "database-read-only": "Die Datenbank nimmt gerade keine Änderungen an. Versuchen Sie es in einigen Minuten erneut.",
  "disk-full":
    "Der Speicher des Servers ist voll; es wurde nichts geschrieben. Sagen Sie es denen, die diese Installation betreiben.",
  "commit-outcome-unknown":
    "Die Verbindung endete beim Schreiben; es ist vielleicht getan, vielleicht nicht. Versuchen Sie es erneut: Es geschieht nicht zweimal.",
};
