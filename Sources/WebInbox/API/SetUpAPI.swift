import Hummingbird
import ReplyEngine
import Storage
import Telephony

extension InboxAPI {
    private static let members = ["company", "owner_name", "owner", "country", "mode", "language", "dry_run"]

    /// `GET setup`: what was answered so far. `POST setup`: answers, those that change; with `dry_run` they are checked
    /// one by one and nothing is kept.
    func addSetUp(to routes: RouterGroup<APIContext>) {
        routes.get("setup") { _, _ in
            let stored = try await desk.with { try $0.reader.settings() }
            return try JSONReply.object(SetUpReport(Settings(stored), suggestedCountry: await simCountry()))
        }
        routes.post("setup") { request, _ in
            let members = try await JSONMembers(request, known: Self.members)
            let answers = try SetUp(members)
            let isDryRun = try members.flag("dry_run")
            let now = await box.now()
            let settings = try await desk.with { store in
                try Self.setUp(answers, isDryRun: isDryRun, store: store, at: now)
            }
            return try JSONReply.object(SetUpReport(settings, suggestedCountry: await simCountry()))
        }
    }

    private static func setUp(
        _ answers: SetUp, isDryRun: Bool, store: Store, at now: Moment
    ) throws -> Settings {
        var stored = try store.reader.settings()
        let country = answers.country?.uppercased() ?? Settings(stored).country
        let checks = SettingChecks.box(homeCountry: country)
        let changes =
            isDryRun
            ? try answers.checked(checks) : try answers.changes(stored: stored, checks: checks)
        if !isDryRun { try store.changeSettings(changes.mapValues { $0 }, at: now) }
        stored.merge(changes) { $1 }
        return Settings(stored)
    }
}

extension SetUp {
    fileprivate init(_ members: JSONMembers) throws {
        self.init(
            company: try members.text("company"), ownerName: try members.text("owner_name"),
            ownerNumber: try members.text("owner"), country: try members.text("country"),
            mode: try members.text("mode"), language: try members.text("language"))
    }
}
