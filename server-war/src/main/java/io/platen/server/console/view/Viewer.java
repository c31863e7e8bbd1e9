package io.platen.server.console.view;

/**
 * Who is signed in, and how they like it.
 *
 * @param theme system, light or dark
 * @param density compact or comfortable
 * @param administrator whether the pages for administrators are theirs
 */
public record Viewer(
    String user,
    String tenant,
    String theme,
    String density,
    long printers,
    long devices,
    boolean administrator) {}
