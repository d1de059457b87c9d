/// A Swift file of a target, as far as the walls are concerned.
struct SourceFile {
    /// Inside the package: `Sources/WebInbox/API/CallsAPI.swift`.
    var path: String
    /// The directory in Sources that it lies in.
    var target: String
    var imports: [ImportStatement]

    init(path: String, source: String) {
        self.path = path
        target = path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        imports = ImportStatement.all(in: source)
    }
}
