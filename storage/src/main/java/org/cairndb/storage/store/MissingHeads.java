package org.cairndb.storage.store;

import java.util.List;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** The one error for a database, branch or tag that is not there. */
public final class MissingHeads {
    private MissingHeads() {}

    /** Says whether the whole database is missing or only the branch, and which branches there are. */
    public static CairnException explain(NodeStore store, String branch) {
        List<String> heads = store.listHeads();
        if (heads.isEmpty()) {
            return noDatabase(store);
        }
        String also = heads.contains(BranchNames.headOfTag(branch))
                ? "; \"%s\" is a tag, which nothing is committed to".formatted(branch)
                : "";
        return missing("The database at \"%s\" has no branch \"%s\"; %s%s"
                .formatted(store.displayUri(), branch, branches(heads), also));
    }

    /** Says whether the whole database is missing or only the version, and which branches and tags there are. */
    public static CairnException explainVersion(NodeStore store, String version) {
        List<String> heads = store.listHeads();
        if (heads.isEmpty()) {
            return noDatabase(store);
        }
        List<String> tags = heads.stream()
                .filter(BranchNames::isTag)
                .map(BranchNames::tagOf)
                .toList();
        return missing(
                "The database at \"%s\" has no version \"%s\"; %s%s; a commit needs at least 8 digits of its hash"
                        .formatted(
                                store.displayUri(),
                                version,
                                branches(heads),
                                tags.isEmpty() ? "" : ", its tags " + quoted(tags)));
    }

    private static CairnException noDatabase(NodeStore store) {
        return missing("There is no database at \"%s\"; check the location, or commit to it first"
                .formatted(store.displayUri()));
    }

    private static CairnException missing(String message) {
        return new CairnException(ErrorCode.NO_SUCH_DATABASE, message);
    }

    private static String branches(List<String> heads) {
        return "its branches are "
                + quoted(heads.stream().filter(head -> !BranchNames.isTag(head)).toList());
    }

    private static String quoted(List<String> names) {
        return "\"" + String.join("\", \"", names) + "\"";
    }
}
