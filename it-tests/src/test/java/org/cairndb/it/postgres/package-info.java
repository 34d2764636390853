/**
 * The SQL store against a real PostgreSQL server, which {@link org.cairndb.it.postgres.PostgresServer} starts on the
 * loopback network, and against H2 files that several processes share.
 */
@NullMarked
package org.cairndb.it.postgres;

import org.jspecify.annotations.NullMarked;
