package io.platen.server.console.view;

/**
 * A state with the word that says it.
 *
 * @param word in the reader's language, e.g. "Silent 3 d"
 */
public record Badge(State state, String word) {}
