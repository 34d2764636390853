package org.cairndb.it;

import java.sql.Connection;
import java.sql.DriverManager;

/** A process of its own that runs a query and prints how many rows it gives. */
final class QueryingProcess {
    private QueryingProcess() {}

    /** URL, statement. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("ready");
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            System.out.println(Jdbc.rows(connection, arguments[1]).size());
        }
    }
}
