package io.platen.device;

import io.platen.protocol.report.Obstacle;

/**
 * Something that keeps the device from one of its hosts now. PLT-TLS-043.
 *
 * @param obstacle which host, since when, and who opens TLS where that is it
 * @param explanation what it is and what to do about it, in a few sentences
 */
public record ObstacleStatus(Obstacle obstacle, String explanation) {}
