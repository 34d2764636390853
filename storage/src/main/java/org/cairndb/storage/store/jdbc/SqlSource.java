package org.cairndb.storage.store.jdbc;

import java.util.Optional;
import javax.sql.DataSource;

/** Where connections come from. */
interface SqlSource {
    Dialect dialect();

    /** The location to show to people. */
    String displayUri();

    /** Connections to what is there; empty if there is nothing, and then nothing is created. */
    Optional<DataSource> existing();

    /** Connections to what is there or comes into being with the first of them. */
    DataSource created();
}
