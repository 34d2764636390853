package org.cairndb.bench;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Measures what the driver costs a program that has just been started: from the start of the JVM to the connection and to the first row. It uses nothing
 * but JDBC, so it runs in a JVM that has the driver's jar and this class alone, without a class archive.
 */
public final class ColdLookup {
    private static final String USAGE = "Usage: ColdLookup <jdbc url> <sql with one parameter> <value>";

    private ColdLookup() {}

    /** Looks one row up and prints the milliseconds since the JVM was started. */
    public static void main(String[] args) throws SQLException {
        if (args.length != 3) {
            throw new IllegalArgumentException(USAGE);
        }
        try (Connection connection = DriverManager.getConnection(args[0]);
                PreparedStatement statement = connection.prepareStatement(args[1])) {
            long prepared = sinceStart();
            statement.setString(1, args[2]);
            try (ResultSet result = statement.executeQuery()) {
                boolean found = result.next();
                System.out.printf(
                        Locale.ROOT,
                        "prepared after %d ms, %s after %d ms%n",
                        prepared,
                        found ? "first row" : "no row",
                        sinceStart());
            }
        }
    }

    private static long sinceStart() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }
}
