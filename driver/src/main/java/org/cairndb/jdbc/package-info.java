/** The JDBC driver. It reads only; no class that can commit is on its class path. */
@NullMarked
package org.cairndb.jdbc;

import org.jspecify.annotations.NullMarked;
