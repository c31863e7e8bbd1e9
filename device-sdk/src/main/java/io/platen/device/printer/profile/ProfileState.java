package io.platen.device.printer.profile;

import org.jspecify.annotations.Nullable;

/**
 * What became of a printer profile that the server lists.
 *
 * @param version of the profile with this id that holds; 0 where none does
 * @param refusal why the listed one does not hold, with file and line where they are known; null
 *     where it holds
 */
public record ProfileState(String id, int version, @Nullable String refusal) {}
