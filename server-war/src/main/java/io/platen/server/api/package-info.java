/** The REST API as one application; its resources live in the features. */
@NullMarked
package io.platen.server.api;

import org.jspecify.annotations.NullMarked;
