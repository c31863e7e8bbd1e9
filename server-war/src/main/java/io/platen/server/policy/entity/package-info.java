/** What a tenant tells all of its devices, as a row. */
@NullMarked
package io.platen.server.policy.entity;

import org.jspecify.annotations.NullMarked;
