package org.cairndb.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, as its jar says. */
final class CairnVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    static String text() {
        @Nullable String version = CairnVersion.class.getPackage().getImplementationVersion();
        return "Cairn %s, Java %s".formatted(version == null ? "(not packaged)" : version, Runtime.version());
    }
}
