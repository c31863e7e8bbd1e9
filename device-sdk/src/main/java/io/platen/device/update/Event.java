package io.platen.device.update;

/** What moves an update from stage to stage. */
enum Event {
  /** A release was accepted. */
  ASSIGN,
  /** All of it runs already. */
  RUNS_ALREADY,
  /** There is content to fetch. */
  FETCH,
  /** All slots have their content, read again from the medium. */
  CONTENT_RIGHT,
  /** A slot has not the content that it had. */
  CONTENT_SPOILT,
  /** Consent is there, and the window is open. */
  MAY_START,
  /** What was armed runs. */
  NEW_RUNS,
  /** The trial is over, and what was before runs. */
  OLD_RUNS,
  /** What is on trial proved itself, and components are left. */
  GOOD_AND_MORE,
  /** What is on trial proved itself, and nothing is left. */
  GOOD_AND_DONE,
  /** It cannot go on. */
  GIVE_UP,
  /** The server takes it back. */
  CANCEL,
  /** The server knows the result. */
  REPORTED
}
