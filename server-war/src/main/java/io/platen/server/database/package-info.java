/** How the server reaches its database; start with {@link io.platen.server.database.Database}. */
@NullMarked
package io.platen.server.database;

import org.jspecify.annotations.NullMarked;
