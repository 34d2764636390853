package org.cairndb.storage.store;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;

/**
 * The names that branches may have, and how they become object keys.
 *
 * <p>A name begins with a letter or underscore, so that it is never read as a tx or an instant, and goes on with
 * letters, digits, {@code . _ -} and single inner slashes. It is not a 64-digit hash. In keys a slash becomes
 * {@code ~}, which no name contains and no server escapes; so a branch {@code a} and a branch {@code a/b} can exist at
 * once in a folder.
 *
 * <p>Names that begin with {@code tags/} are those of tags: heads that nobody swaps.
 */
public final class BranchNames {
    /** The branch that is meant when none is named. */
    public static final String MAIN = "main";

    private static final String TAGS = "tags/";

    private static final int MAX_LENGTH = 200;
    private static final Pattern VALID = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");
    private static final char SLASH_IN_KEYS = '~';

    private BranchNames() {}

    /** Whether a text may name a branch. */
    public static boolean isValid(String name) {
        return name.length() <= MAX_LENGTH && VALID.matcher(name).matches() && !NodeId.isHex(name);
    }

    /**
     * Returns a valid name unchanged.
     *
     * @throws CairnException OPTION_INVALID for any other name
     */
    public static String requireValid(String name) {
        if (!isValid(name)) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "\"%s\" cannot name a branch; begin with a letter and use letters, digits, \".\", \"_\", \"-\" and \"/\", at most %d in all"
                            .formatted(name, MAX_LENGTH));
        }
        return name;
    }

    /** Whether a head is that of a tag. */
    public static boolean isTag(String head) {
        return head.startsWith(TAGS);
    }

    /** The name of a tag's head. */
    public static String headOfTag(String tag) {
        return TAGS + tag;
    }

    /** The name of the tag that a head is of. */
    public static String tagOf(String head) {
        return head.substring(TAGS.length());
    }

    /** A branch or tag as a sentence names it. */
    public static String described(String head) {
        return isTag(head) ? "tag \"%s\"".formatted(tagOf(head)) : "branch \"%s\"".formatted(head);
    }

    /** The last part of a branch's object key. */
    public static String toKey(String name) {
        return requireValid(name).replace('/', SLASH_IN_KEYS);
    }

    /** The branch that a key belongs to, or empty for an object that is no head. */
    public static Optional<String> fromKey(String key) {
        String name = key.replace(SLASH_IN_KEYS, '/');
        if (key.indexOf('/') >= 0 || !isValid(name)) {
            return Optional.empty();
        }
        return Optional.of(name);
    }
}
