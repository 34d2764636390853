package org.cairndb.storage.store;

import java.nio.file.Path;

/**
 * A database and, optionally, one of its snapshots, as people write them: {@code file:/path}, {@code file:relative}, a
 * plain path, {@code mem:name}, {@code s3://bucket/prefix}, {@code jdbc:h2:/path/file} or {@code
 * jdbc:postgresql://host:port/database}, each with an optional {@code @version}; the last three also with options, as in
 * {@code s3://bucket/prefix@main?region=eu-west-1&concurrency=64}.
 *
 * <p>The first {@code ?} begins the options and the last {@code @} before it the version. In an address {@code %40} stands
 * for {@code @}, {@code %3F} for {@code ?} and {@code %25} for {@code %}; values of options are percent-encoded.
 */
public record Location(StoreAddress address, LocationVersion version) {
    /**
     * Reads a location.
     *
     * @throws org.cairndb.storage.error.CairnException OPTION_INVALID when it is malformed
     */
    public static Location parse(String text) {
        int question = text.indexOf('?');
        String target = question < 0 ? text : text.substring(0, question);
        StoreOptions options =
                question < 0 ? StoreOptions.NONE : LocationText.options(text.substring(question + 1), text);
        var parser = new AddressParser(text, options);
        int at = target.lastIndexOf('@');
        if (at < 0) {
            return new Location(parser.parse(target), new LocationVersion.Unspecified());
        }
        return new Location(
                parser.parse(target.substring(0, at)), LocationVersionParser.parse(target.substring(at + 1)));
    }

    /** The location of a folder, without a version. */
    public static Location ofFolder(Path path) {
        return new Location(new StoreAddress.Folder(path), new LocationVersion.Unspecified());
    }

    /** Whether an option means anything to the store. */
    public boolean takes(StoreOption option) {
        return address.kind().map(option::appliesTo).orElse(false);
    }

    /** This location with options where it does not say anything itself. */
    public Location withDefaults(StoreOptions defaults) {
        return new Location(address.withDefaults(defaults), version);
    }

    /** This location without a cache directory, for those to whom the store itself matters. */
    public Location withoutCache() {
        return new Location(address.withOptions(address.options().without(StoreOption.CACHE_DIRECTORY)), version);
    }
}
