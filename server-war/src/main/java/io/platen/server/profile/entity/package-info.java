/** A printer profile as a row. */
@NullMarked
package io.platen.server.profile.entity;

import org.jspecify.annotations.NullMarked;
