package org.cairndb.storage.store;

import java.util.List;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** The one error for a database or branch that is not there. */
public final class MissingHeads {
    private MissingHeads() {}

    /** Says whether the whole database is missing or only the branch, and which branches there are. */
    public static CairnException explain(NodeStore store, String branch) {
        List<String> branches = store.listHeads();
        if (branches.isEmpty()) {
            return new CairnException(
                    ErrorCode.NO_SUCH_DATABASE,
                    "There is no database at \"%s\"; check the location, or commit to it first"
                            .formatted(store.displayUri()));
        }
        return new CairnException(
                ErrorCode.NO_SUCH_DATABASE,
                "The database at \"%s\" has no branch \"%s\"; its branches are %s"
                        .formatted(store.displayUri(), branch, quoted(branches)));
    }

    private static String quoted(List<String> names) {
        return "\"" + String.join("\", \"", names) + "\"";
    }
}
