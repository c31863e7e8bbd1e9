package io.platen.reference.demo;

import java.nio.file.Path;

/**
 * What the demo starts.
 *
 * @param folder everything is written there; what the last demo left in it is deleted
 * @param speed how fast time runs for the simulated printers; 0 stops it
 */
public record DemoOptions(Path folder, Path serverJar, Path deviceJar, double speed) {}
