/// The vectors by kind. None is left out.
enum VectorScope {
    static let delivers = Fixtures.vectors.filter { $0.direction == "deliver" }
    static let submits = Fixtures.vectors.filter { $0.direction == "submit" }
    static let statusReports = Fixtures.vectors.filter { $0.direction == "status-report" }
}
