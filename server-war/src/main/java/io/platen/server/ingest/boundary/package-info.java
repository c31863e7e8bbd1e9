/** Takes reports from devices over HTTP. */
@NullMarked
package io.platen.server.ingest.boundary;

import org.jspecify.annotations.NullMarked;
