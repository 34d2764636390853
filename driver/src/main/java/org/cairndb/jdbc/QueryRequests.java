package org.cairndb.jdbc;

import org.cairndb.storage.store.RequestTotals;

/**
 * What queries ask of stores and caches. Statements and result sets of this driver unwrap to it: {@code
 * statement.unwrap(QueryRequests.class).requests()}.
 */
public interface QueryRequests {
    /**
     * Requests so far, those for heads and for planning included: of a result set for its query, of a statement for the query that it ran last. They grow
     * while rows are read.
     */
    RequestTotals requests();
}
