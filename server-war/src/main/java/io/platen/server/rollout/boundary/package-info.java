/**
 * Rollouts for people and programs, and assignments for devices. Start with {@link
 * io.platen.server.rollout.boundary.RolloutsResource}.
 */
@NullMarked
package io.platen.server.rollout.boundary;

import org.jspecify.annotations.NullMarked;
