package io.platen.server.console;

/** One page with its forms. */
interface Page {
  /** Whether the path is this page's. */
  boolean answers(String path);

  /** Whether it may be seen before sign-in. */
  default boolean isOpen() {
    return false;
  }

  Answer get(Visit visit);

  default Answer post(Visit visit) {
    return new Answer.NotFound();
  }
}
