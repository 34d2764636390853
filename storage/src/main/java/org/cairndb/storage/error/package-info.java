/**
 * The one exception of the project and its stable error codes.
 *
 * <p>Checked exceptions are wrapped where they arise, with the cause kept. Only the JDBC driver makes
 * {@code SQLException}s, choosing the subclass by {@link org.cairndb.storage.error.ErrorKind}.
 */
@NullMarked
package org.cairndb.storage.error;

import org.jspecify.annotations.NullMarked;
