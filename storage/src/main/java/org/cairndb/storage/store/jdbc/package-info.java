/**
 * Databases as rows of an SQL database: an H2 file or a PostgreSQL server.
 *
 * <p>Invariants: a head changes by one conditional statement whose outcome is either known or reported as unknown; what
 * was acknowledged survives a crash; reading needs nothing but SELECT and creates nothing; no text of a location ever
 * becomes part of a statement or a driver setting unquoted. {@code docs/adr/051-sql-store.md} gives the reasons.
 */
@NullMarked
package org.cairndb.storage.store.jdbc;

import org.jspecify.annotations.NullMarked;
