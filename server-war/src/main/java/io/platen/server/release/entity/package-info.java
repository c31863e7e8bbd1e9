/** Values of the store of releases. */
@NullMarked
package io.platen.server.release.entity;

import org.jspecify.annotations.NullMarked;
