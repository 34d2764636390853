package org.cairndb.storage.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * A database and, optionally, one of its snapshots, as people write them: {@code file:/path}, {@code file:relative}, a
 * plain path, or {@code mem:name}, each with an optional {@code @version}.
 *
 * <p>The last {@code @} begins the version. In a path {@code %40} stands for {@code @} and {@code %25} for {@code %}.
 */
public record Location(StoreAddress address, LocationVersion version) {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);
    private static final Pattern MEMORY_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern ESCAPE = Pattern.compile("%(25|40)");

    /**
     * Reads a location.
     *
     * @throws CairnException OPTION_INVALID when it is malformed, UNSUPPORTED for a store that this version does not have
     */
    public static Location parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return new Location(parseAddress(text, text), new LocationVersion.Unspecified());
        }
        return new Location(
                parseAddress(text.substring(0, at), text), LocationVersionParser.parse(text.substring(at + 1)));
    }

    /** The location of a folder, without a version. */
    public static Location ofFolder(Path path) {
        return new Location(new StoreAddress.Folder(path), new LocationVersion.Unspecified());
    }

    private static StoreAddress parseAddress(String address, String whole) {
        Matcher matcher = SCHEME.matcher(address);
        if (!matcher.matches()) {
            return folder(address, whole);
        }
        String rest = matcher.group(2);
        return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
            case "file" -> folder(withoutAuthority(rest, whole), whole);
            case "mem" -> memory(rest, whole);
            case "s3", "jdbc" ->
                throw new CairnException(
                        ErrorCode.UNSUPPORTED,
                        "This version cannot open \"%s:\" stores; use a folder (file:/path) or memory (mem:name)"
                                .formatted(matcher.group(1)));
            default ->
                throw new CairnException(
                        ErrorCode.OPTION_INVALID,
                        "\"%s\" is not a kind of store; a location begins with \"file:\" or \"mem:\""
                                .formatted(matcher.group(1)));
        };
    }

    private static StoreAddress folder(String path, String whole) {
        if (path.isBlank()) {
            throw invalid(whole, "it names no folder");
        }
        try {
            return new StoreAddress.Folder(Path.of(unescape(path)));
        } catch (InvalidPathException e) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID, "\"%s\" is not a location; it names no valid path".formatted(whole), e);
        }
    }

    private static StoreAddress memory(String name, String whole) {
        if (!MEMORY_NAME.matcher(name).matches()) {
            throw invalid(whole, "a name of letters, digits, \".\", \"_\" and \"-\" follows \"mem:\"");
        }
        return new StoreAddress.Memory(name);
    }

    /** {@code file:///path} and {@code file:/path} mean the same; {@code file://host/path} means nothing here. */
    private static String withoutAuthority(String rest, String whole) {
        if (!rest.startsWith("//")) {
            return rest;
        }
        if (!rest.startsWith("///")) {
            throw invalid(whole, "write file:/path or file:relative/path");
        }
        return rest.substring(2);
    }

    private static String unescape(String path) {
        return ESCAPE.matcher(path)
                .replaceAll(match -> Matcher.quoteReplacement(
                        new String(new byte[] {Byte.parseByte(match.group(1), 16)}, StandardCharsets.US_ASCII)));
    }

    private static CairnException invalid(String text, String why) {
        return new CairnException(ErrorCode.OPTION_INVALID, "\"%s\" is not a location; %s".formatted(text, why));
    }
}
