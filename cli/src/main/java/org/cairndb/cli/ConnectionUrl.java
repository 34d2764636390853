package org.cairndb.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.Location;

/** The JDBC URL that attaches databases as they are named on a command line. */
final class ConnectionUrl {
    private static final String PREFIX = "jdbc:cairn:";
    private static final Pattern SQL_STORE = Pattern.compile("jdbc:(h2|postgresql):");
    private static final Pattern NAMED = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.+)", Pattern.DOTALL);

    private ConnectionUrl() {}

    /**
     * The URL of these databases; a single one may be a URL already.
     *
     * @throws CairnException OPTION_INVALID if a location is malformed or two have the same name
     */
    static String of(List<String> databases) {
        if (databases.size() == 1 && isUrl(databases.get(0))) {
            return databases.get(0);
        }
        return locations(databases).entrySet().stream()
                .map(entry -> "attach." + entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&", PREFIX + "?", ""));
    }

    /** The locations of databases by the names of their schemas; empty for a URL. */
    static Map<String, String> locations(List<String> databases) {
        Map<String, String> locations = new LinkedHashMap<>();
        if (databases.size() == 1 && isUrl(databases.get(0))) {
            return locations;
        }
        for (String database : databases) {
            Matcher named = NAMED.matcher(database);
            String location = named.matches() ? named.group(2) : database;
            String name = named.matches() ? named.group(1) : nameOf(location);
            if (locations.put(name, location) != null) {
                throw new CairnException(
                        ErrorCode.OPTION_INVALID,
                        "Two databases are named \"%s\"; tell them apart with NAME=LOCATION".formatted(name));
            }
        }
        return locations;
    }

    /** Whether a text is the URL of a driver, ours or another, and not the location of a database in an SQL store. */
    private static boolean isUrl(String text) {
        return text.startsWith("jdbc:") && !SQL_STORE.matcher(text).lookingAt();
    }

    /** The last part of a location as a name that SQL takes without quotes. */
    private static String nameOf(String text) {
        String last = Location.parse(text).address().lastName();
        String name = last.replaceAll("[^A-Za-z0-9_]", "_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private static String encoded(String location) {
        return URLEncoder.encode(location, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/")
                .replace("%3A", ":");
    }
}
