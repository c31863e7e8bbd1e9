/**
 * The registries of the protocol: which tokens there are, and which number of an IANA registry each
 * stands for. Start with {@link io.platen.protocol.registry.Registry}.
 */
@NullMarked
package io.platen.protocol.registry;

import org.jspecify.annotations.NullMarked;
