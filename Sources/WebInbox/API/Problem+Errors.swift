import Hummingbird
import Numbering
import ReplyEngine
import Storage
import Telephony

extension Problem {
    /// What the other rooms throw, as the API says it. Nil for what nobody expects.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as SettingError: self.init(error)
        case let error as SetUpError: self.init(.badRequest, code: "not_set_up", error)
        case let error as PauseError: self.init(.badRequest, code: "bad_time", error)
        case let error as TypedNumberError:
            self.init(.badRequest, code: "bad_number", what: error.what, why: error.why, next: error.next)
        case let error as ManualSendRefusal: self.init(error)
        case let error as StorageError: self.init(error)
        case let trouble as LineTrouble: self.init(trouble)
        default: return nil
        }
    }

    private init(_ error: SettingError) {
        switch error {
        case .unknownKey: self.init(.badRequest, code: "unknown_setting", error)
        case .invalidValue: self.init(.badRequest, code: "bad_value", error)
        case .writeOnly: self.init(.conflict, code: "write_only", error)
        }
    }

    /// The number is right and the text is right, but it is not sent.
    private init(_ refusal: ManualSendRefusal) {
        switch refusal {
        case .emptyText, .noNumber: self.init(.badRequest, code: refusal.code, refusal)
        case .never, .notTextable, .foreign, .optedOut: self.init(.conflict, code: refusal.code, refusal)
        case .capReached: self.init(.tooManyRequests, code: refusal.code, refusal)
        }
    }

    private init(_ error: StorageError) {
        let status: HTTPResponse.Status =
            error == .full
            ? HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage") : .internalServerError
        self.init(
            status, code: error == .full ? "disk_full" : "storage", what: "Nothing was changed.",
            why: "\(error)",
            next: error == .full ? "df -h" : "catchline doctor")
    }
}
