package org.cairndb.storage.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.ObjectLimits;
import org.cairndb.storage.store.RequestKind;

/**
 * The rows of heads.
 *
 * <p>A version is a random text made for one swap, so none ever comes back, not even when a branch is deleted and
 * created again.
 */
final class HeadTable {
    private final SqlDatabase database;
    private final String name;
    private final HeadChange change;

    HeadTable(SqlDatabase database, String name) {
        this.database = database;
        this.name = name;
        this.change = new HeadChange(database);
    }

    HeadRead read(String branch, Optional<HeadVersion> known, Requests requests) {
        BranchNames.requireValid(branch);
        SqlWork<HeadRead> work = connection -> {
            requests.sent(RequestKind.GET);
            return database.doubts().settle(connection, same -> select(same, branch, known, requests));
        };
        return database.onExisting(
                new SqlDatabase.Task<>("read branch \"%s\"".formatted(branch), requests, work), new HeadRead.Missing());
    }

    private HeadRead select(Connection connection, String branch, Optional<HeadVersion> known, Requests requests)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(database.texts().readHead())) {
            statement.setString(1, known.map(HeadVersion::token).orElse(""));
            statement.setString(2, name);
            statement.setString(3, branch);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? headOf(row, branch, known, requests) : new HeadRead.Missing();
            }
        }
    }

    private static HeadRead headOf(ResultSet row, String branch, Optional<HeadVersion> known, Requests requests)
            throws SQLException {
        var version = new HeadVersion(row.getString(1));
        if (known.isPresent() && known.get().equals(version)) {
            return new HeadRead.Unchanged();
        }
        ObjectLimits.requireReadable(
                ErrorCode.HEAD_CORRUPT, "The head of branch \"%s\"".formatted(branch), row.getLong(2));
        Bytes bytes = Bytes.wrap(row.getBytes(3));
        requests.received(bytes.length());
        return new HeadRead.Found(bytes, version);
    }

    HeadSwap swap(String branch, Optional<HeadVersion> expected, Bytes next, Requests requests) {
        BranchNames.requireValid(branch);
        ObjectLimits.requireStorable("The head of branch \"%s\"".formatted(branch), next);
        var version = new HeadVersion(UUID.randomUUID().toString());
        String doing = "write branch \"%s\"".formatted(branch);
        SqlWork<Boolean> work = connection -> {
            requests.sent(RequestKind.PUT);
            requests.written(next.length());
            return change.make(connection, doing, textFor(expected), statement -> {
                statement.setString(1, version.token());
                statement.setBytes(2, next.unsafeArray());
                statement.setString(3, name);
                statement.setString(4, branch);
                if (expected.isPresent()) {
                    statement.setString(5, expected.get().token());
                }
            });
        };
        var task = new SqlDatabase.Task<>(doing, requests, work);
        boolean swapped = expected.isPresent() ? database.onExisting(task, false) : database.onCreated(task);
        return swapped ? new HeadSwap.Swapped(version) : new HeadSwap.Lost();
    }

    private String textFor(Optional<HeadVersion> expected) {
        SqlTexts texts = database.texts();
        return expected.isPresent() ? texts.replaceHead() : database.dialect().createHead(texts);
    }

    boolean delete(String branch, HeadVersion expected, Requests requests) {
        BranchNames.requireValid(branch);
        String doing = "delete branch \"%s\"".formatted(branch);
        SqlWork<Boolean> work = connection -> {
            requests.sent(RequestKind.DELETE);
            return change.make(connection, doing, database.texts().deleteHead(), statement -> {
                statement.setString(1, name);
                statement.setString(2, branch);
                statement.setString(3, expected.token());
            });
        };
        return database.onExisting(new SqlDatabase.Task<>(doing, requests, work), false);
    }

    List<String> list(Requests requests) {
        SqlWork<List<String>> work = connection -> {
            requests.sent(RequestKind.LIST);
            return branches(connection);
        };
        return database.onExisting(new SqlDatabase.Task<>("list the branches", requests, work), List.of());
    }

    private List<String> branches(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(database.texts().listHeads())) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                var branches = new ArrayList<String>();
                while (rows.next()) {
                    branches.add(rows.getString(1));
                }
                return branches.stream().filter(BranchNames::isValid).sorted().toList();
            }
        }
    }
}
