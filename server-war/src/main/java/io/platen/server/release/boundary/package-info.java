/** Where makers publish, devices fetch, and people look. */
@NullMarked
package io.platen.server.release.boundary;

import org.jspecify.annotations.NullMarked;
