/** Where a report stands against what is stored. */
@NullMarked
package io.platen.server.ingest.entity;

import org.jspecify.annotations.NullMarked;
