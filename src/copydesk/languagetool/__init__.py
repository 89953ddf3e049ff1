"""LanguageTool as one more engine: ask a server that the user runs, and run one on this machine.

Nothing here is imported unless rules of the kind `languagetool` are on, and nothing is sent anywhere but to the server that
`copydesk languagetool start` runs on this machine or that the user names on the command line or in a file of their own.
"""
