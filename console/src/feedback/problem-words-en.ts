/**
 * What problems of the API mean and what to do, by code, in English. A test holds the codes to those that an answer can have.
 */
export const PROBLEM_WORDS_EN = {
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
  "request-invalid":
    "The server does not take this as it was filled in. Look at the fields named below, and correct them.",
  "idempotency-key-missing":
    "The page sent this without its number, which is our fault. Reload the page and try again.",
  "idempotency-key-reused":
    "The page sent something else under the same number, which is our fault. Reload the page and try again.",
  "request-running": "The same is being done at this moment. Wait for it, then look at what came of it.",
  "token-invalid": "Your sign-in does not count here any more. Sign in again.",
  "sign-in-failed":
    "The sign-in did not come back as it went. Try again; if it fails again, tell those who run the sign-in service.",
  "sign-in-unknown": "No sign-in service is set up here. Tell those who run this installation.",
  "user-unknown": "There is no such person to try things out as, or not from this computer. Choose another one.",
  "issuer-unavailable": "The sign-in service does not answer. Try again in a few minutes.",
  "forgery-suspected": "This did not come from a page of ours, so nothing was done. Reload the page and try again.",
  "host-unknown":
    "The page was opened under an address that is none of ours. Open it under the address that you were given.",
  "not-found": "It is not there, or it is not yours to see. Check the address, or go back to the list.",
  "route-unknown": "The server does not know this address. Reload the page: it may be older than the server.",
  "method-unknown": "The server does not do this at this address. Reload the page: it may be older than the server.",
  "content-type": "The server takes this in another form. Reload the page: it may be older than the server.",
  "condition-missing": "The page did not say what it had shown, so nothing was changed. Reload the page and try again.",
  "grant-to-self": "Nobody grants a role to themself. Ask another administrator.",
  "grant-out-of-reach": "The role is of a market that you do not administer. Ask somebody who administers it.",
  "grant-unknown": "This role is not granted any more, or it is not yours to revoke. Look at the list again.",
  "person-unknown": "Nobody of that number has signed in. Look at the list again.",
  "roles-conflict": "Who administers neither uploads nor approves. Revoke the one role before you grant the other.",
  "setting-changed": "Somebody changed settings since you opened this. Look at what holds now, and decide again.",
  "setting-invalid": "The value cannot be read. Correct it as it is expected, and put it in force again.",
  "setting-unknown": "There is no such setting. Reload the page: it may be of another version than the server.",
  "verification-running": "A verification is under way. Wait for it to end, then start again.",
  "upload-by-place": "Here a workbook is scanned before it is read. Reload the page and upload it again.",
  "upload-here": "Here a workbook goes straight to the server. Reload the page and upload it again.",
  "close-unknown": "There is no such close, or it is not yours to see. The list of closes has those that there are.",
  "batch-not-found": "There is no such batch, or it is not yours to see. Look at the list of batches.",
  "difference-unknown": "One of the differences is not there any more. Look at the list again, and select anew.",
  "reason-missing": "Say why: the reason stays on record.",
  "totals-unknown": "The source has sent no control totals for this month, so there is no gap to waive.",
  "gap-unknown": "All contracts were received by now, so there is no gap to waive.",
  "rejected-unknown": "This message is not there any more. Look at the list again.",
  "rejected-decided": "Somebody replayed or dismissed the message already. Look at how it stands now.",
  "rejected-not-whole":
    "The message was longer than what is kept, so it cannot be replayed. Have the source send it again.",
  "pull-not-set": "Nothing is set up to read contracts from for this market. An administrator sets it in the settings.",
  "nothing-to-explain": "The agent has no contract and no ledger entry there. Choose another month or market.",
  "no-statement": "No contract of the agent counts there, so there is no statement. Choose another month or market.",
  "several-markets": "The agent sold in several markets. Choose one of them.",
  "export-too-long": "The list has more rows than a workbook can hold, 200,000. Take it as CSV, or filter it.",
  "target-invalid": "The target cannot be read as an amount above 0. Correct it.",
  "volume-invalid": "The volume cannot be read as an amount. Correct it.",
  "volume-without-financed": "There is a volume, but no financed contract. Give at least one, or set the volume to 0.",
  "matrix-file-refused": "The workbook gives no commission matrices. Try another one.",
  "matrix-not-in-file": "The workbook has no matrix of this market and year. Try another one.",
  "database-unreachable":
    "The database cannot be reached. Try again in a moment: what was done already is not done twice.",
  "database-refused": "The database does not let the server in. Tell those who run this installation.",
  "database-overloaded": "The database has too much to do. Wait a minute and try again.",
  "database-read-only": "The database takes no changes at this moment. Try again in a few minutes.",
  "disk-full": "The server's disk is full, so nothing was written. Tell those who run this installation.",
  "commit-outcome-unknown":
    "The connection ended while it was written, so it may be done or not. Try again: it is not done twice.",
};

export type ProblemCode = keyof typeof PROBLEM_WORDS_EN;
