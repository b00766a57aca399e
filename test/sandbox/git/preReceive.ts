/**
 * The hook every push meets. It is a plain `sh` script, so that the refusal is git's own; the facts about the token
 * and the repository come from the server by environment:
 *
 *   SANDBOX_ACTOR      how GitHub names the credential ("a Personal Access Token", "an OAuth App", "a GitHub App")
 *   SANDBOX_GRANT      what is missing ("`workflow` scope", "`workflows` permission"), empty when granted
 *   SANDBOX_PROTECTED  lines "ref TAB reason": classic branch protection
 *   SANDBOX_RULES      lines "ref TAB type": ruleset
 *   SANDBOX_RULES_URL  where GitHub says the rules can be read
 *   SANDBOX_ECHO       text a misbehaving server repeats (fault)
 *   SANDBOX_REASONS    file that takes "ref TAB reason"; the server puts the reason into the report, where GitHub's
 *                      stands and where a bare `pre-receive` could only say "pre-receive hook declined"
 */
export const preReceiveHook = `#!/bin/sh
failed=0
tab="$(printf '\\t')"

refuse() { # ref, reason
  printf '%s\\t%s\\n' "$1" "$2" >> "$SANDBOX_REASONS"
  failed=1
}

values() { # table, ref: the second columns of that ref
  printf '%s\\n' "$1" | awk -F "$tab" -v ref="$2" '$1 == ref { print $2 }'
}

# A workflow file may arrive without the scope when another branch already carries the very same content.
known_elsewhere() { # blob, path
  for tip in $(git for-each-ref --format='%(objectname)' refs/heads); do
    if [ "$(git rev-parse --verify --quiet "$tip:$2")" = "$1" ]; then return 0; fi
  done
  return 1
}

first_workflow() { # new sha: prints the first workflow file the push would create or update
  for commit in $(git rev-list --reverse "$1" --not --branches); do
    git -c core.quotePath=false diff-tree -r -m --root --no-commit-id --name-only --diff-filter=d "$commit" \\
      -- .github/workflows | while IFS= read -r path; do
      blob="$(git rev-parse --verify --quiet "$commit:$path")"
      if ! known_elsewhere "$blob" "$path"; then printf '%s\\n' "$path"; fi
    done
  done | head -n 1
}

rule_text() { # type, old, new: the line GitHub prints, empty when the rule does not forbid this update
  case "$1" in
    pull_request) echo 'Changes must be made through a pull request.' ;;
    required_status_checks) echo 'Required status check "ci" is expected.' ;;
    update) if [ -n "$2" ] && [ -n "$3" ]; then echo 'Cannot update this protected ref.'; fi ;;
    creation) if [ -z "$2" ]; then echo 'Cannot create ref due to creations being restricted.'; fi ;;
    deletion) if [ -z "$3" ]; then echo 'Cannot delete this protected ref.'; fi ;;
    required_signatures)
      for commit in $(git rev-list "$3" --not --branches); do
        if ! git cat-file commit "$commit" | sed '/^$/q' | grep -q '^gpgsig'; then
          echo 'Commits must have verified signatures.'
          break
        fi
      done ;;
    non_fast_forward)
      if [ -n "$2" ] && [ -n "$3" ] && ! git merge-base --is-ancestor "$2" "$3"; then
        echo 'Cannot force-push to this branch'
      fi ;;
  esac
}

if [ -n "$SANDBOX_ECHO" ]; then printf '%s\\n' "$SANDBOX_ECHO" >&2; fi

while read -r old new ref; do
  case "$old" in *[!0]*) ;; *) old='' ;; esac
  case "$new" in *[!0]*) ;; *) new='' ;; esac

  if [ -n "$SANDBOX_GRANT" ] && [ -n "$new" ]; then
    path="$(first_workflow "$new")"
    if [ -n "$path" ]; then
      refuse "$ref" "refusing to allow $SANDBOX_ACTOR to create or update workflow \\\`$path\\\` without $SANDBOX_GRANT"
      continue
    fi
  fi

  reasons="$(values "$SANDBOX_PROTECTED" "$ref")"
  if [ -n "$reasons" ]; then
    printf 'error: GH006: Protected branch update failed for %s.\\n' "$ref" >&2
    printf '%s\\n' "$reasons" | sed 's/^/error: /' >&2
    refuse "$ref" 'protected branch hook declined'
    continue
  fi

  bullets=''
  for type in $(values "$SANDBOX_RULES" "$ref"); do
    text="$(rule_text "$type" "$old" "$new")"
    if [ -n "$text" ]; then bullets="$bullets- $text
"; fi
  done
  if [ -n "$bullets" ]; then
    printf 'error: GH013: Repository rule violations found for %s.\\n' "$ref" >&2
    encoded="$(printf '%s' "$ref" | sed 's|/|%2F|g')"
    printf 'Review all repository rules at %s?ref=%s\\n\\n%s\\n' "$SANDBOX_RULES_URL" "$encoded" "$bullets" >&2
    refuse "$ref" 'push declined due to repository rule violations'
  fi
done

exit "$failed"
`;
