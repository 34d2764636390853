package org.cairndb.storage.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Reads the part of a location before the version. */
final class AddressParser {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);
    private static final Pattern MEMORY_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern BUCKET =
            Pattern.compile("//([A-Za-z0-9][A-Za-z0-9._-]{1,62})(?:/(.*))?", Pattern.DOTALL);
    private static final Pattern SQL = Pattern.compile("([A-Za-z0-9]+):(.*)", Pattern.DOTALL);
    private static final Pattern SERVER =
            Pattern.compile("//([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?/([^/]+)", Pattern.DOTALL);
    private static final int MAX_PORT = 65_535;
    private static final int MAX_PREFIX_LENGTH = 700;

    private final String whole;
    private final StoreOptions options;

    /** Parses a part of a location, which errors show. */
    AddressParser(String whole, StoreOptions options) {
        this.whole = whole;
        this.options = options;
    }

    StoreAddress parse(String address) {
        Matcher matcher = SCHEME.matcher(address);
        if (!matcher.matches()) {
            return withoutOptions(folder(address));
        }
        String rest = matcher.group(2);
        return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
            case "file" -> withoutOptions(folder(withoutAuthority(rest)));
            case "mem" -> withoutOptions(memory(rest));
            case "s3" -> bucket(rest);
            case "jdbc" -> sql(rest);
            default ->
                throw new CairnException(
                        ErrorCode.OPTION_INVALID,
                        "\"%s\" is not a kind of store; a location begins with \"file:\", \"mem:\", \"s3:\" or \"jdbc:\""
                                .formatted(matcher.group(1)));
        };
    }

    private StoreAddress withoutOptions(StoreAddress address) {
        if (!options.given().isEmpty()) {
            throw invalid("option \"%s\" means nothing there"
                    .formatted(options.given().get(0).key()));
        }
        return address;
    }

    private StoreAddress.Folder folder(String path) {
        return new StoreAddress.Folder(path(path));
    }

    private Path path(String text) {
        if (text.isBlank()) {
            throw invalid("it names no folder");
        }
        try {
            return Path.of(LocationText.unescapeAddress(text));
        } catch (InvalidPathException e) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID, LocationText.message(whole, "it names no valid path"), e);
        }
    }

    private StoreAddress memory(String name) {
        if (!MEMORY_NAME.matcher(name).matches()) {
            throw invalid("a name of letters, digits, \".\", \"_\" and \"-\" follows \"mem:\"");
        }
        return new StoreAddress.Memory(name);
    }

    /** {@code file:///path} and {@code file:/path} mean the same; {@code file://host/path} means nothing here. */
    private String withoutAuthority(String rest) {
        if (!rest.startsWith("//")) {
            return rest;
        }
        if (!rest.startsWith("///")) {
            throw invalid("write file:/path or file:relative/path");
        }
        return rest.substring(2);
    }

    private StoreAddress bucket(String rest) {
        Matcher matcher = BUCKET.matcher(rest);
        if (!matcher.matches()) {
            throw invalid("write s3://bucket or s3://bucket/prefix");
        }
        String given = matcher.group(2) == null ? "" : LocationText.unescapeAddress(matcher.group(2));
        String prefix = given.replaceAll("^/+|/+$", "");
        if (prefix.length() > MAX_PREFIX_LENGTH || prefix.chars().anyMatch(Character::isISOControl)) {
            throw invalid("a prefix has at most %d characters and no control characters".formatted(MAX_PREFIX_LENGTH));
        }
        requireKnown(StoreOption.StoreKind.S3);
        return new StoreAddress.S3(matcher.group(1), prefix, options);
    }

    private StoreAddress sql(String rest) {
        Matcher matcher = SQL.matcher(rest);
        String dialect = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        requireKnown(StoreOption.StoreKind.SQL);
        return switch (dialect) {
            case "h2" -> new StoreAddress.H2(path(matcher.group(2)), options);
            case "postgresql" -> server(matcher.group(2));
            default -> throw invalid("write jdbc:h2:/path/file or jdbc:postgresql://host:port/database");
        };
    }

    private StoreAddress server(String rest) {
        Matcher matcher = SERVER.matcher(rest);
        if (!matcher.matches()) {
            throw invalid("write jdbc:postgresql://host:port/database; user, password and all else are options");
        }
        int port =
                matcher.group(2) == null ? StoreAddress.PostgreSql.STANDARD_PORT : Integer.parseInt(matcher.group(2));
        if (port == 0 || port > MAX_PORT) {
            throw invalid("a port is a number from 1 to %d".formatted(MAX_PORT));
        }
        return new StoreAddress.PostgreSql(
                matcher.group(1), port, LocationText.unescapeAddress(matcher.group(3)), options);
    }

    private void requireKnown(StoreOption.StoreKind kind) {
        for (StoreOption option : options.given()) {
            if (!option.appliesTo(kind)) {
                throw invalid("option \"%s\" means nothing there".formatted(option.key()));
            }
        }
    }

    private CairnException invalid(String why) {
        return LocationText.invalid(whole, why);
    }
}
