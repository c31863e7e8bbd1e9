package io.platen.server.access.entity;

/**
 * Who asks. The tenant goes into every query.
 *
 * @param name the user's login, or {@code token <name>}; for the audit
 */
public record Caller(long tenant, String name, Role role) {}
