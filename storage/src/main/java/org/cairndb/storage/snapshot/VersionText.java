package org.cairndb.storage.snapshot;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairndb.storage.store.BranchNames;

/**
 * A version as people write it: a transaction number, or a branch, tag or commit hash, optionally some transactions earlier ({@code main~3}; {@code main~}
 * is one).
 *
 * @param base what comes before the tilde
 * @param back how many transactions earlier
 */
record VersionText(String base, long back) {
    private static final Pattern WITH_BACK = Pattern.compile("(.*)~([0-9]{0,18})", Pattern.DOTALL);
    private static final Pattern TX = Pattern.compile("[0-9]{1,18}");
    private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{8,64}");

    static VersionText parse(String text) {
        Matcher matcher = WITH_BACK.matcher(text);
        if (!matcher.matches()) {
            return new VersionText(text, 0);
        }
        String steps = matcher.group(2);
        return new VersionText(matcher.group(1), steps.isEmpty() ? 1 : Long.parseLong(steps));
    }

    /** The transaction number that the base is. */
    OptionalLong tx() {
        return TX.matcher(base).matches() ? OptionalLong.of(Long.parseLong(base)) : OptionalLong.empty();
    }

    /** Whether the base may be a commit hash or the beginning of one. */
    boolean mayBeHash() {
        return HASH.matcher(base).matches();
    }

    /** The head that the base means if there is a branch of that name. */
    Optional<String> branch() {
        return BranchNames.isValid(base) ? Optional.of(base) : Optional.empty();
    }

    /** The head that the base means if there is a tag of that name. */
    Optional<String> tag() {
        String head = BranchNames.headOfTag(base);
        return BranchNames.isValid(base) && BranchNames.isValid(head) ? Optional.of(head) : Optional.empty();
    }

    /** Whether the base is the branch or the tag that a head is of. */
    boolean names(String head) {
        return base.equals(head) || BranchNames.headOfTag(base).equals(head);
    }
}
